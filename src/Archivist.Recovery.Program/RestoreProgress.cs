using Archivist.Restore.Restoring;

namespace Archivist.Recovery.Program;

/// <summary>Keeps the latest state of a restore, and when its first file was done.</summary>
internal sealed class RestoreProgress : IProgress<RestoreTotals>
{
    /// <summary>The interval at which the restore is polled.</summary>
    internal static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    /// <summary>The interval at which progress is reported.</summary>
    internal static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private RestoreTotals _latest;
    private double? _firstFileAt;

    internal RestoreTotals Latest
    {
        get
        {
            lock (_gate)
                return _latest;
        }
    }

    /// <summary>The machine's uptime in seconds.</summary>
    internal double? FirstFileAt
    {
        get
        {
            lock (_gate)
                return _firstFileAt;
        }
    }

    public void Report(RestoreTotals value)
    {
        lock (_gate)
        {
            if (value.BytesDone >= _latest.BytesDone)
                _latest = value;
            if (_firstFileAt is null && value.FilesDone > 0 && (value.BytesDone > 0 || value.Bytes == 0))
                _firstFileAt = RecoveryMachine.Uptime();
        }
    }
}
