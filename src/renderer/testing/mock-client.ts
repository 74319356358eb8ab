import type { Client, CommandName, EventName, Events, Input, Output } from '../../shared/contract';
import type { FileFacts, ImageFile } from '../../shared/files';
import type { Group, GroupPage } from '../../shared/groups';
import type { AppInfo } from '../../shared/host';
import { defaultSettings } from '../../shared/settings';
import { fail, ok, type Result } from '../../shared/errors';
import { alwaysOpen, type Connection } from '../client/connection';
import { keepCriteria, type KeepReason } from '../../shared/keep';
import { idleScan } from '../../shared/idle-scan';

type Answers = { readonly [K in CommandName]?: (input: Input<K>) => Promise<Result<Output<K>>> | Result<Output<K>> };

export interface MockHost {
  readonly connection: Connection;
  readonly client: Client;
  /** What was asked, in order. */
  readonly calls: readonly { readonly name: CommandName; readonly input: unknown }[];
  /** Sends an event to whoever listens. */
  readonly emit: <K extends EventName>(name: K, payload: Events[K]) => void;
}

export const mockInfo: AppInfo = {
  version: '0.1.0',
  host: 'electron',
  platform: 'linux',
  cores: 4,
  nativeFolderDialog: true,
  folderDrop: true,
  undo: true,
  canReveal: true,
  canOpen: true,
  notices: [],
};

const usual: Answers = {
  'app.info': () => ok(mockInfo),
  'settings.get': () => ok(defaultSettings),
  'settings.set': (settings) => ok(settings),
  'folders.recent': () => ok([]),
  'folders.initial': () => ok([]),
  'scan.state': () => ok(idleScan),
  'library.reopen': () => ok(false),
  'scan.start': () => ok(null),
  'removal.history': () => ok([]),
  'files.facts': () => ok(mockFacts),
};

/** An engine that answers what a test tells it to; anything else is an error that says so. */
export function createMockHost(answers: Answers, previewUrl: Client['previewUrl'] = () => 'blob:none'): MockHost {
  const calls: { name: CommandName; input: unknown }[] = [];
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const known: Answers = { ...usual, ...answers };
  const client: Client = {
    call: async (name, input) => {
      calls.push({ name, input });
      const answer = known[name];
      return answer ? answer(input) : fail({ kind: 'unknown-command', name });
    },
    on: (name, listener) => {
      const heard = listeners.get(name) ?? new Set();
      listeners.set(name, heard.add(listener));
      return () => heard.delete(listener);
    },
    previewUrl,
    dropped: () => Promise.resolve(fail({ kind: 'unsupported-here', detail: 'Nothing can be dropped on a test.' })),
  };
  return {
    connection: alwaysOpen(client),
    client,
    calls,
    emit: (name, payload) => {
      for (const listener of listeners.get(name) ?? []) (listener as (payload: unknown) => void)(payload);
    },
  };
}

export function mockFile(id: string, part: Partial<ImageFile> = {}): ImageFile {
  return {
    id,
    name: `${id}.jpg`,
    path: `/photos/${id}.jpg`,
    bytes: 1000,
    width: 40,
    height: 30,
    format: 'jpeg',
    modified: Date.UTC(2021, 2, 12),
    ...part,
  };
}

export const mockFacts: FileFacts = {
  created: null, modified: 0, bitDepth: 8, profile: null, quality: null, orientation: 1, taken: null, camera: null, place: null,
};

const older: readonly KeepReason[] = [{ criterion: 'date', better: true, apart: 0 }];
const newer: readonly KeepReason[] = [{ criterion: 'date', better: false, apart: 0 }];

/** A group of files with these names, the first of which is the suggested keeper. */
export function mockGroup(...ids: readonly string[]): Group {
  return {
    id: ids[0] ?? '',
    kind: 'exact',
    members: ids.map((id, i) => ({ file: mockFile(id), distance: 0, differences: [], likeness: 'identical', map: null, bridge: null, marked: false, standing: 'free', companions: [], reasons: i === 0 ? older : newer, points: keepCriteria.map(() => 0) })),
    keeper: ids[0] ?? '',
    decided: false,
    bytesToGain: 1000 * (ids.length - 1),
  };
}

/** A whole list of groups as one page. */
export function mockPage(...groups: readonly Group[]): GroupPage {
  const files = groups.reduce((sum, { members }) => sum + members.length, 0);
  const bytesToGain = groups.reduce((sum, group) => sum + group.bytesToGain, 0);
  return { revision: 1, marks: 0, total: groups.length, offset: 0, items: groups, sums: { groups: groups.length, files, bytesToGain } };
}
