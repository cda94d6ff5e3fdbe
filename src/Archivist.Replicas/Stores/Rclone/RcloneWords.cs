using System.Text.RegularExpressions;
using Archivist.Replicas.Problems;

namespace Archivist.Replicas.Stores.Rclone;

/// <summary>The last lines that rclone printed to its standard error. Thread-safe.</summary>
internal sealed partial class RcloneWords
{
    private const int MostLines = 20, LongestLine = 500;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();

    /// <summary>The last line that is about an error, else the last one, without date and level; null when there is none.</summary>
    internal string? Last
    {
        get
        {
            lock (_gate)
                return _lines.LastOrDefault(line => !Notice().IsMatch(line)) is { } line ? Prefix().Replace(line, "") : null;
        }
    }

    /// <summary>What those words say about why rclone could not begin.</summary>
    internal RcloneFault Fault
    {
        get
        {
            lock (_gate)
                return _lines.Select(FaultOf).LastOrDefault(fault => fault is not RcloneFault.Ended);
        }
    }

    /// <summary>Keeps lines until the stream ends.</summary>
    internal async Task ListenAsync(Stream errors)
    {
        try
        {
            using var reader = new StreamReader(errors);
            while (await reader.ReadLineAsync() is { } line)
                Add(line);
        }
        catch (Exception cause) when (cause is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // It was ended while it spoke.
        }
    }

    /// <summary>Keeps one line.</summary>
    internal void Add(string line)
    {
        var shown = new string([.. line.Take(LongestLine).Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
        if (shown.Length == 0)
            return;
        lock (_gate)
        {
            _lines.Enqueue(shown);
            if (_lines.Count > MostLines)
                _lines.Dequeue();
        }
    }

    private static RcloneFault FaultOf(string line) => line switch
    {
        _ when Says(line, "didn't find section in config file") => RcloneFault.RemoteUnknown,
        _ when Says(line, "knownhosts: key is unknown") => RcloneFault.HostKeyUnknown,
        _ when Says(line, "knownhosts: key mismatch") => RcloneFault.HostKeyDiffers,
        _ when Says(line, "parse known_hosts_file") => RcloneFault.KnownHostsMissing,
        _ when Says(line, "unable to authenticate") || Says(line, "ssh-agent") => RcloneFault.KeyRefused,
        _ => RcloneFault.Ended,
    };

    private static bool Says(string line, string words) => line.Contains(words, StringComparison.Ordinal);

    [GeneratedRegex(@"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d (?:(?:ERROR|NOTICE|CRITICAL|Fatal error) ?: )?", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"^\S+ \S+ (?:NOTICE|INFO|DEBUG) ?: ", RegexOptions.CultureInvariant)]
    private static partial Regex Notice();
}
