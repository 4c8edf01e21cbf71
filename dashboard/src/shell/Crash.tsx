/** Catches what a page throws while it draws; the rest of the dashboard stays. */
import { Component, type ReactNode } from 'react';
import Button from '@mui/material/Button';
import { EmptyState } from '../ui/Page';

interface CrashProps {
  children: ReactNode;
  /** When this changes, the page gets another chance. */
  place: string;
}

interface CrashState {
  failedAt: string | null;
}

export class Crash extends Component<CrashProps, CrashState> {
  override state: CrashState = { failedAt: null };

  override componentDidCatch(): void {
    this.setState({ failedAt: this.props.place });
  }

  static getDerivedStateFromError(): CrashState {
    return { failedAt: '' };
  }

  override componentDidUpdate(before: CrashProps): void {
    if (this.state.failedAt !== null && before.place !== this.props.place) this.setState({ failedAt: null });
  }

  override render(): ReactNode {
    if (this.state.failedAt === null) return this.props.children;
    return (
      <div className="card">
        <EmptyState
          heading="h1"
          title="This page could not be drawn"
          actions={
            <Button variant="contained" color="primary" onClick={() => window.location.reload()}>
              Reload
            </Button>
          }
        >
          The dashboard met data that it does not understand. Nothing was changed. Reload the page; when it
          repeats, the host and the dashboard may be of different versions: build again.
        </EmptyState>
      </div>
    );
  }
}
