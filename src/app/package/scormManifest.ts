export interface ManifestOf {
  /** Id of the lesson: small letters, digits and `-`. */
  readonly id: string;
  readonly title: string;
  /** From how many points of 100 on the platform calls it passed; null: whoever comes to the end has completed it. */
  readonly masteryScore: number | null;
  /** Every file of the package but the manifest. */
  readonly files: readonly string[];
}

/** `imsmanifest.xml` of a SCORM 1.2 package with one lesson in it (one organisation, one item, one resource of type `sco`). */
export function scormManifest(of: ManifestOf): string {
  const { id, title, masteryScore, files } = of;
  const mastery =
    masteryScore === null
      ? ''
      : `\n        <adlcp:masteryscore>${Math.round(masteryScore)}</adlcp:masteryscore>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="roundtrip.${xml(id)}" version="1.0"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd
    http://www.imsglobal.org/xsd/imsmd_rootv1p2p1 imsmd_rootv1p2p1.xsd
    http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="organization">
    <organization identifier="organization">
      <title>${xml(title)}</title>
      <item identifier="item" identifierref="resource" isvisible="true">
        <title>${xml(title)}</title>${mastery}
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="resource" type="webcontent" adlcp:scormtype="sco" href="${xml(files[0] ?? '')}">
${files.map((file) => `      <file href="${xml(file)}"/>`).join('\n')}
    </resource>
  </resources>
</manifest>
`;
}

/** Text as it may stand in XML, also in an attribute; characters that XML has no way to write are left out. */
export function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
