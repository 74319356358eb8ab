import Database from 'libsql';
import { systemFiles, type StoreDisk } from './disk';

export const systemDisk: StoreDisk = { ...systemFiles, openDatabase: (path, timeout) => new Database(path, { timeout }) };
