import { expect, it } from 'vitest';
import { huffmanTable, windowTable } from './tables';
