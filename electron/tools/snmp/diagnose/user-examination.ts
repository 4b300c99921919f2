import type { Credentials } from '#shared/model/snmp-target.ts';
import { authProtocols } from '#shared/model/snmp-target.ts';
import { discovery, type Steps } from './attempt.ts';
import { findAuthentication, isAuthentic } from './authentication-search.ts';
import type { CaseFile } from './case-file.ts';
import { hasContext, withoutContext } from './credential-changes.ts';
import type { Outcome } from './outcome.ts';
import { findPrivacy, isDecrypted } from './privacy-search.ts';
import { examineView, lowerLevel } from './view-examination.ts';
import { endsHere } from './way-examination.ts';

/** Faults put right one after the other: level twice, authentication, privacy, context; more of them are a circle. */
const rounds = 8;

/** Examines the credentials of a user of SNMPv3: finds one fault, puts it right, and looks for the next one. */
export function* examineUser(file: CaseFile): Steps<void> {
  const found = yield* file.ask({ ask: 'discover', credentials: discovery, reach: true });
  if (endsHere(file, found)) return;
  if (found.kind === 'silence') {
    file.engineSilent = true;
    file.suspect({ part: 'address' }, { part: 'version' });
    return;
  }
  let credentials: Credentials | undefined = file.given;
  for (let round = 0; round < rounds && credentials !== undefined; round++) {
    const outcome: Outcome = yield* file.ask({ ask: 'get', credentials });
    credentials = yield* putRight(file, credentials, outcome);
  }
}

/** Acts on what an agent said to credentials: gives better ones, or nothing when everything is known that can be. */
function* putRight(file: CaseFile, credentials: Credentials, outcome: Outcome): Steps<Credentials | undefined> {
  switch (outcome.kind) {
    case 'response':
      yield* examineView(file, credentials, outcome.status);
      return undefined;
    case 'report':
      return yield* heedReport(file, credentials, outcome.report);
    case 'key-length': {
      const isAuth = authProtocols.some((protocol) => protocol === outcome.protocol);
      const evidence = undefined;
      if (isAuth) return yield* findAuthentication(file, credentials, { evidence, loud: true });
      return yield* findPrivacy(file, credentials, evidence);
    }
    case 'silence':
      return yield* explainSilence(file, credentials);
    default:
      endsHere(file, outcome);
      return undefined;
  }
}

function* heedReport(file: CaseFile, credentials: Credentials, report: string): Steps<Credentials | undefined> {
  switch (report) {
    case 'usmStatsUnknownUserNames':
      file.say('user', report);
      return undefined;
    case 'usmStatsUnsupportedSecLevels':
      return lowerLevel(file, credentials, report);
    case 'usmStatsWrongDigests':
      return yield* findAuthentication(file, credentials, { evidence: report, loud: true });
    case 'usmStatsDecryptionErrors':
      file.settle(credentials, 'authentication');
      return yield* findPrivacy(file, credentials, report);
    case 'usmStatsNotInTimeWindows':
      // The client has taken the agent's time and asked again before it gave up.
      file.say('timeWindow', report);
      return undefined;
    case 'snmpUnknownContexts':
    case 'snmpUnavailableContexts':
    case 'snmpUnknownPDUHandlers':
      if (!hasContext(credentials)) return undefined;
      file.say('context', report);
      return withoutContext(credentials);
    default:
      return undefined;
  }
}

/** Finds out which part an agent was silent about: net-snmp drops without a word what it cannot decrypt, and what is for a context that it does not have. */
function* explainSilence(file: CaseFile, credentials: Credentials): Steps<Credentials | undefined> {
  const plain = withoutContext(credentials);
  if (credentials.priv === undefined) return yield* explainClearSilence(file, credentials);
  const below = yield* file.ask({ ask: 'get', credentials: { ...plain, priv: undefined } });
  if (below.kind === 'silence') return yield* explainDeafness(file, credentials);
  const isRefusedLevel = below.kind === 'report' && below.report === 'usmStatsUnsupportedSecLevels';
  if (!isRefusedLevel && !isAuthentic(below, false)) return yield* putRight(file, credentials, below);
  if (below.kind === 'report' && below.report === 'usmStatsNotInTimeWindows') {
    return yield* heedReport(file, credentials, below.report);
  }
  file.settle(credentials, 'authentication');
  if (below.kind === 'response' && below.status === 'value') file.took({ ...plain, priv: undefined });
  if (yield* isContextAtFault(file, credentials)) return plain;
  return yield* findPrivacy(file, credentials, undefined);
}

/** The same for a request without privacy. */
function* explainClearSilence(file: CaseFile, credentials: Credentials): Steps<Credentials | undefined> {
  if (yield* isContextAtFault(file, credentials)) return withoutContext(credentials);
  return yield* explainDeafness(file, credentials);
}

function* isContextAtFault(file: CaseFile, credentials: Credentials): Steps<boolean> {
  if (!hasContext(credentials)) return false;
  const outcome = yield* file.ask({ ask: 'get', credentials: withoutContext(credentials) });
  if (outcome.kind === 'silence' || !isDecrypted(outcome)) return false;
  file.say('context');
  return true;
}

/** For an agent that says nothing even without privacy: it may drop everything that is not authentic. */
function* explainDeafness(file: CaseFile, credentials: Credentials): Steps<Credentials | undefined> {
  const plain = withoutContext(credentials);
  const bare = yield* file.ask({ ask: 'get', credentials: { ...plain, auth: undefined, priv: undefined } });
  if (bare.kind === 'report' && bare.report === 'usmStatsUnknownUserNames') {
    file.say('user', bare.report);
    return undefined;
  }
  const userSuspect = bare.kind === 'silence' ? [{ part: 'user' as const }] : [];
  if (credentials.auth === undefined) {
    file.suspect({ part: 'user' }, { part: 'securityLevel' });
    return undefined;
  }
  const better = yield* findAuthentication(file, credentials, { evidence: undefined, loud: false });
  if (better !== undefined) return better;
  const opened = yield* findPrivacy(file, credentials, undefined);
  if (opened !== undefined) return opened;
  const privacy = credentials.priv === undefined ? [] : [{ part: 'privPassword' as const }];
  file.suspect(...userSuspect, { part: 'authPassword' }, ...privacy);
  return undefined;
}
