import { defineElement } from './requestRoundtrip.ts';

/** The file that pages include: `<script src="…/embed.v1.js" async></script>`, or as a module. Including it twice does nothing twice. */
defineElement('request-roundtrip');
