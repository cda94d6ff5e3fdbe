using System.Globalization;
using System.Runtime.InteropServices;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;
using Archivist.Repository.Locks;

namespace Archivist.App.Cli;

/// <summary>
/// Turns Ctrl-C, a polite kill and the end of the terminal into cancellation, so that work stops between two objects and locks are given back. What has not
/// stopped a moment later, because a call into the kernel does not return, is ended with its locks removed.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>Together below two seconds, after which a service manager or an operator takes a process for hung.</summary>
    private static readonly TimeSpan ShortGrace = TimeSpan.FromSeconds(1.4), ForLocks = TimeSpan.FromSeconds(0.3), ForExit = TimeSpan.FromSeconds(0.2);

    /// <summary>Most have none. An entry that a disc is spoiled is worth waiting for.</summary>
    private static readonly TimeSpan ForLastDuties = TimeSpan.FromSeconds(10);

    private static readonly string[] ResticAddresses = ["rest:", "sftp:", "rclone:", "s3:", "b2:", "azure:", "gs:", "swift:", "--repository-file", "RESTIC_REPOSITORY_FILE"];

    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly ManualResetEventSlim _ended = new();
    private readonly CancellationTokenSource _stop;
    private int _isStopping;

    internal StopSignals(CancellationTokenSource stop)
    {
        _stop = stop;
        // Under nohup it stays ignored.
        var ignoresHangUp = OperatingSystem.IsLinux() && IgnoresHangUp();
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop));
        if (!ignoresHangUp)
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, HangUp));
    }

    /// <summary>How long work may take to stop by itself; a service has more time than a command.</summary>
    internal TimeSpan Grace { get; set; } = ShortGrace;

    public void Dispose()
    {
        _ended.Set();
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void HangUp(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!OperatingSystem.IsLinux() || !HeldLocks.Locations.Any(IsAskedFor))
            Stop(context);
    }

    /// <summary>
    /// restic asks with this signal whether the holder of a lock lives. It means no harm, and goes on working itself, with the same repository: the same
    /// directory, or an address, which may lead anywhere.
    /// </summary>
    private static bool IsAskedFor(string location) => RunningProgram.Named("restic").Any(restic =>
        restic.Words is not { } words || words.Any(IsAddress)
        || (location.StartsWith('/') ? FileLookup.Find(location) is { } repository && restic.Names(repository) : true));

    private static bool IsAddress(string word) => ResticAddresses.Any(beginning => word.StartsWith(beginning, StringComparison.Ordinal) || word.Contains('=' + beginning, StringComparison.Ordinal));

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Exchange(ref _isStopping, 1) == 0)
            new Thread(EndAnyway) { IsBackground = true, Name = "end anyway" }.Start();
        _stop.Cancel();
    }

    /// <summary>Ends the process after a while, on a thread of its own that blocks: those of the pool may all be waiting for what does not come, so nothing here may be awaited.</summary>
    private void EndAnyway()
    {
        if (_ended.Wait(Grace))
            return;
        ((IAsyncResult)Task.Run(HeldLocks.RemoveAllAsync)).AsyncWaitHandle.WaitOne(ForLocks);
        LastDuties.Wait(ForLastDuties);
        // The terminal may be as stuck as the rest.
        new Thread(() =>
        {
            Console.Error.WriteLine("error: interrupted; what was under way did not stop by itself.");
            Environment.Exit(ExitCode.Of(Failure.Interrupted));
        }) { IsBackground = true }.Start();
        _ended.Wait(ForExit);
        ProcessEnd.Now(ExitCode.Of(Failure.Interrupted));
    }

    private static bool IgnoresHangUp()
    {
        const string Field = "SigIgn:";
        try
        {
            return File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal)) is { } line
                && ulong.TryParse(line.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ignored) && (ignored & 1) != 0;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Without /proc the signal is heard, as usual.
            return false;
        }
    }
}
