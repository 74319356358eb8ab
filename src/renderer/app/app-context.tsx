import { createContext, useContext, type ReactNode } from 'react';
import type { AppState } from '../state/app-state';

const AppContext = createContext<AppState | null>(null);

export function AppProvider({ app, children }: { readonly app: AppState; readonly children: ReactNode }) {
  return <AppContext value={app}>{children}</AppContext>;
}

export function useApp(): AppState {
  const app = useContext(AppContext);
  if (!app) throw new Error('useApp needs an AppProvider around it');
  return app;
}
