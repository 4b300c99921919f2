import type { AppInfo, AppStatus } from '#shared/contract/app.ts';

export interface AppDeps {
  about: Omit<AppInfo, 'notices' | 'rawFrames'>;
  notices: AppInfo['notices'];
  rawFrames(): AppInfo['rawFrames'];
  status(): AppStatus;
}
