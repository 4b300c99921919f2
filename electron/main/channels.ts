/** The fixed list of channels between the page's preload and the main process. Nothing else is spoken. */
export const channels = {
  /** Page asks for a port to the engine. */
  connect: 'punchdown:connect',
  /** Page tells its theme and language. */
  appearance: 'punchdown:appearance',
  /** The native menu asks something of the page. */
  command: 'punchdown:command',
  /** Page wants a notice of the desktop shown. */
  notify: 'punchdown:notify',
  /** A person clicked on a notice. */
  noticeClicked: 'punchdown:notice-clicked',
  /** Carries the engine's port to the preload, which hands it to the page. */
  enginePort: 'punchdown:engine-port',
} as const;
