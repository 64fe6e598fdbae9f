export {
  LoadPanel as LatencyAndQueue,
  type LoadPanelProps as LatencyAndQueueProps,
} from './load/LoadPanel.tsx';
