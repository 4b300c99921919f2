import type { BrowserContext } from 'playwright';

type PermissionRequest = (
  contents: unknown,
  permission: string,
  decide: (granted: boolean) => void,
  details: { requestingUrl: string; isMainFrame: boolean },
) => void;
type PermissionCheck = (contents: unknown, permission: string, origin: string, details: object) => boolean;
type DevicePermission = (details: { deviceType: string; origin: string; device: object }) => boolean;

/** Permission names of Electron, and what Playwright calls them. */
const permissionNames: Readonly<Record<string, readonly string[]>> = {
  geolocation: ['geolocation'],
  notifications: ['notifications'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
};

/** Like Electron's, this session grants everything until handlers are set. */
class Session {
  #request: PermissionRequest | undefined;
  #check: PermissionCheck | undefined;
  #device: DevicePermission | undefined;

  setPermissionRequestHandler(handler: PermissionRequest | null): void {
    this.#request = handler ?? undefined;
  }

  setPermissionCheckHandler(handler: PermissionCheck | null): void {
    this.#check = handler ?? undefined;
  }

  setDevicePermissionHandler(handler: DevicePermission | null): void {
    this.#device = handler ?? undefined;
  }

  /** The double's own: what each handler answers. A permission counts as granted when request and check agree. */
  async decisions(
    contents: unknown,
    permission: string,
    origin: string,
  ): Promise<{ request: boolean; check: boolean }> {
    const request = await new Promise<boolean>((resolve) => {
      if (this.#request === undefined) resolve(true);
      else this.#request(contents, permission, resolve, { requestingUrl: `${origin}/`, isMainFrame: true });
    });
    return { request, check: this.#check?.(contents, permission, origin, {}) ?? true };
  }

  /** The double's own. */
  allowsDevice(deviceType: string, origin: string): boolean {
    return this.#device?.({ deviceType, origin, device: {} }) ?? true;
  }

  /** The double's own: gives Chromium the permissions that the handlers grant to this page, and takes all others. */
  async applyPermissions(
    context: BrowserContext,
    contents: unknown,
    origin: string,
    pageOrigin: string,
  ): Promise<void> {
    const granted: string[] = [];
    for (const [permission, names] of Object.entries(permissionNames)) {
      const { request, check } = await this.decisions(contents, permission, origin);
      if (request && check) granted.push(...names);
    }
    await context.grantPermissions(granted, { origin: pageOrigin });
  }
}

export const session = { defaultSession: new Session() };
