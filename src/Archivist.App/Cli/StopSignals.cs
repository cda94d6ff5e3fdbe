using System.Runtime.InteropServices;

namespace Archivist.App.Cli;

/// <summary>Turns Ctrl-C and a polite kill into cancellation, so that work stops between two objects and locks are given back.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly PosixSignalRegistration _interrupt, _terminate;

    internal StopSignals(CancellationTokenSource stop)
    {
        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }

        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }
}
