using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Archivist.Drills.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Drills.Machines;

/// <summary>What a machine prints on its serial line, kept with time stamps, and what is typed there.</summary>
public sealed partial class SerialConsole
{
    /// <summary>Unmatched text is discarded beyond this many characters; the log has all of it.</summary>
    private const int MemoryLimit = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly StringBuilder _unmatched = new();
    private readonly Stream _input;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private TaskCompletionSource _more = NewSignal();
    private bool _ended;

    internal SerialConsole(Stream input, TimeProvider clock, long started)
    {
        _input = input;
        _clock = clock;
        _started = started;
    }

    /// <summary>Called with every whole line, without terminal codes, as it comes.</summary>
    internal Action<string>? LineSeen { get; set; }

    /// <summary>Waits until the text printed since the last answer matches, and returns the match. Also sees prompts without line end.</summary>
    /// <exception cref="ArchivistException">Nothing matched in time, or the machine ended.</exception>
    public async Task<string> ExpectAsync(Regex pattern, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (pattern.Match(_unmatched.ToString()) is { Success: true } match)
                {
                    _unmatched.Remove(0, match.Index + match.Length);
                    return match.Value;
                }

                if (_ended)
                    throw new ArchivistException(new ConsoleEnded(pattern.ToString()));
                more = _more.Task;
            }

            try
            {
                await more.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new ArchivistException(new ConsoleSilent(pattern.ToString(), patience));
            }
        }
    }

    /// <summary>Types a line.</summary>
    public Task SendLineAsync(string line, CancellationToken cancellationToken) => SendAsync(line + "\r", cancellationToken);

    /// <summary>Types characters, and no return key after them.</summary>
    public async Task SendAsync(string keys, CancellationToken cancellationToken)
    {
        await _input.WriteAsync(Encoding.UTF8.GetBytes(keys), cancellationToken);
        await _input.FlushAsync(cancellationToken);
    }

    /// <summary>Reads the line to its end, which is the machine's end.</summary>
    internal async Task CopyToLogAsync(Stream output, string logPath, CancellationToken cancellationToken)
    {
        await using var log = new FileStream(logPath, FileMode.Create, FileAccess.Write, FileShare.Read);
        var decoder = Encoding.UTF8.GetDecoder();
        var bytes = new byte[8192];
        var characters = new char[8192 + 1];
        var line = new StringBuilder();
        try
        {
            while (await output.ReadAsync(bytes, cancellationToken) is > 0 and var count)
            {
                var text = new string(characters, 0, decoder.GetChars(bytes, 0, count, characters, 0, flush: false));
                Remember(text);
                await LogAsync(log, line, text, cancellationToken);
            }

            await LogAsync(log, line, "\n", cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                _ended = true;
                _more.TrySetResult();
            }
        }
    }

    private void Remember(string text)
    {
        lock (_gate)
        {
            _unmatched.Append(text);
            if (_unmatched.Length > MemoryLimit)
                _unmatched.Remove(0, _unmatched.Length - MemoryLimit);
            _more.TrySetResult();
            _more = NewSignal();
        }
    }

    private async Task LogAsync(FileStream log, StringBuilder line, string text, CancellationToken cancellationToken)
    {
        foreach (var c in text)
        {
            if (c is not '\n' && line.Length < 4096)
            {
                line.Append(c);
                continue;
            }

            var plain = TerminalCodes().Replace(line.ToString(), string.Empty).Replace("\r", string.Empty, StringComparison.Ordinal);
            line.Clear();
            if (plain.Length == 0)
                continue;
            LineSeen?.Invoke(plain);
            var stamped = string.Create(CultureInfo.InvariantCulture, $"{_clock.GetElapsedTime(_started).TotalSeconds,8:F3} {plain}\n");
            await log.WriteAsync(Encoding.UTF8.GetBytes(stamped), cancellationToken);
        }

        await log.FlushAsync(cancellationToken);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [GeneratedRegex(@"\x1b(\[[0-9;?=]*[A-Za-z]|[()][A-Z0-9]|[c78=>])|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f]")]
    private static partial Regex TerminalCodes();
}
