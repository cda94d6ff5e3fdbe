using System.Text;
using System.Threading.Channels;
using Archivist.Platform.Problems;
using Archivist.Platform.Terminals;
using Archivist.Recovery.Protocol;

namespace Archivist.Recovery.Program;

/// <summary>All consoles of a machine as one: output appears on each, and the first line typed on any is the answer.</summary>
internal sealed class Consoles : IAsyncDisposable
{
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(16);
    private readonly List<FileStream> _terminals;

    private Consoles(List<FileStream> terminals)
    {
        _terminals = terminals;
        if (terminals.Count == 0)
            _lines.Writer.Complete();
        foreach (var terminal in terminals.ToList())
            _ = PumpAsync(terminal);
    }

    /// <summary>How many could be opened.</summary>
    internal int Count => _terminals.Count;

    /// <summary>Opens what can be opened: a serial line that the kernel lists may still have nothing behind it.</summary>
    internal static Consoles Open(IEnumerable<string> paths)
    {
        var terminals = new List<FileStream>();
        foreach (var path in paths)
        {
            try
            {
                terminals.Add(new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0));
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                // The others remain, and with none at all the drill port still works.
            }
        }

        return new Consoles(terminals);
    }

    /// <summary>Shows one line everywhere.</summary>
    internal Task WriteLineAsync(string text, CancellationToken cancellationToken) => WriteAsync(text + "\r\n", cancellationToken);

    /// <summary>Asks everywhere and takes the first answer; null when no console is left that could give one.</summary>
    /// <param name="question">Shown before the answer, on the same line.</param>
    /// <param name="isSecret">True to not show what is typed.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal async Task<string?> AskAsync(string question, bool isSecret, CancellationToken cancellationToken)
    {
        while (_lines.Reader.TryRead(out _))
        {
            // Keys pressed before the question was there are no answer to it.
        }

        // First the echo, then the question: an answer that comes at once must not be shown.
        if (isSecret)
            SetEcho(false);
        try
        {
            await WriteAsync(question, cancellationToken);
            return await _lines.Reader.WaitToReadAsync(cancellationToken) ? await _lines.Reader.ReadAsync(cancellationToken) : null;
        }
        finally
        {
            if (isSecret)
            {
                SetEcho(true);
                await WriteAsync("\r\n", CancellationToken.None);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var terminal in Snapshot())
            await terminal.DisposeAsync();
    }

    /// <summary>
    /// Reads one console for as long as it lives. A question does not start a read of its own: the read on a console
    /// that did not answer stays open and must serve the next question.
    /// </summary>
    private async Task PumpAsync(FileStream terminal)
    {
        var lines = new LineReader(terminal);
        try
        {
            while (await lines.ReadAsync(CancellationToken.None) is { } line)
                await _lines.Writer.WriteAsync(Encoding.UTF8.GetString(line).TrimEnd('\r'));
        }
        catch (Exception cause) when (cause is IOException or ObjectDisposedException or ArchivistException)
        {
            // Unplugged, closed, or flooded without a line end: the other consoles go on.
        }

        lock (_terminals)
        {
            _terminals.Remove(terminal);
            if (_terminals.Count == 0)
                _lines.Writer.TryComplete();
        }
    }

    private async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        // The font that the kernel is built with has neither typographic quotation marks nor an ellipsis.
        var bytes = Encoding.UTF8.GetBytes(text.Replace('„', '"').Replace('“', '"').Replace("…", "...", StringComparison.Ordinal));
        foreach (var terminal in Snapshot())
        {
            try
            {
                await terminal.WriteAsync(bytes, cancellationToken);
            }
            catch (Exception cause) when (cause is IOException or ObjectDisposedException)
            {
                // A console that went away must not end the recovery that others watch.
            }
        }
    }

    private void SetEcho(bool isOn)
    {
        foreach (var terminal in Snapshot())
            Terminal.SetEcho(terminal.SafeFileHandle, isOn);
    }

    private List<FileStream> Snapshot()
    {
        lock (_terminals)
            return [.. _terminals];
    }
}
