using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Archivist.App.Messages;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Terminals;

namespace Archivist.App.Cli;

/// <summary>
/// The output of the program: results on standard output, as text or as one JSON object per line; progress and errors on standard error.
/// Thread-safe.
/// </summary>
/// <param name="json">Results are JSON lines, and so are errors.</param>
/// <param name="quiet">Nothing is said of what is being done.</param>
/// <param name="results">Where results go; null for standard output.</param>
/// <param name="errors">Where everything else goes; null for standard error.</param>
internal sealed class Output(bool json, bool quiet, TextWriter? results = null, TextWriter? errors = null) : IDisposable
{
    private const int StandardError = 2;

    private readonly Lock _gate = new();
    private readonly bool _isTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";
    private readonly bool _hasColour = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb" && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private bool _progressShown;
    private bool _areErrorsLost;

    /// <summary>Why results did not reach standard output, once that happened; null while all did.</summary>
    internal IOException? Lost { get; private set; }

    internal bool IsJson => json;

    /// <summary>Standard output is for the bytes of a file, as with <c>dump</c>.</summary>
    internal bool IsContentOnly { get; set; }

    internal bool IsTerminal => _isTerminal && !json && !quiet;

    internal bool ShowsProgress => !json && !quiet;

    /// <summary>A result: text for people, or the record for programs. The kinds of all records are looked through only where one is written.</summary>
    internal void Show<T>(T record, Func<CliJson, JsonTypeInfo<T>> type, Func<T, string> text)
    {
        lock (_gate)
        {
            ClearProgress();
            Say(json ? JsonSerializer.Serialize(record, type(CliJson.Default)) : text(record));
        }
    }

    /// <summary>JSON that is no record of one line, where the command writes JSON.</summary>
    internal void Json(string text)
    {
        lock (_gate)
        {
            ClearProgress();
            Say(text);
        }
    }

    /// <summary>A line of text; nothing with <c>--json</c>.</summary>
    internal void Line(string text)
    {
        if (json)
            return;
        lock (_gate)
        {
            ClearProgress();
            Say(text);
        }
    }

    /// <summary>Writes a note on the current work; not with <c>--quiet</c> or <c>--json</c>.</summary>
    internal void Note(string text)
    {
        if (json || quiet)
            return;
        lock (_gate)
        {
            ClearProgress();
            WriteError(Printable.Of(text) + Environment.NewLine);
        }
    }

    /// <summary>The same as <see cref="Warn"/>, but a sentence that was said before is not repeated.</summary>
    internal void WarnOnce(string text)
    {
        lock (_gate)
        {
            if (!_warned.Add(text))
                return;
        }

        Warn(text);
    }

    /// <summary>Writes a warning that does not end the command.</summary>
    internal void Warn(string text)
    {
        lock (_gate)
        {
            ClearProgress();
            WriteError(Paint("33", "warning: ") + Printable.Of(text) + Environment.NewLine);
        }
    }

    /// <summary>The same; with <c>--json</c> also as a record among the results, for programs that do not read standard error.</summary>
    internal void Warn<T>(string text, T record, Func<CliJson, JsonTypeInfo<T>> type)
    {
        Warn(text);
        // What writes the bytes of a file to standard output must not have a line among them.
        if (json && !IsContentOnly)
            Show(record, type, _ => text);
    }

    /// <summary>Writes what the operator must do before the command continues: also with <c>--quiet</c> and <c>--json</c>.</summary>
    internal void Ask(string text)
    {
        lock (_gate)
        {
            ClearProgress();
            WriteError(Printable.Of(text) + Environment.NewLine);
        }
    }

    /// <summary>The one line that changes in place on a terminal.</summary>
    internal void Progress(string text)
    {
        lock (_gate)
        {
            var width = Math.Max(20, (Terminal.Width(StandardError) ?? 80) - 1);
            text = Printable.Of(text);
            WriteError("\r\u001b[K" + (text.Length > width ? text[..width] : text));
            _progressShown = true;
        }
    }

    /// <summary>Writes an error: the object and the cause, then one next step.</summary>
    internal void Fail(ArchivistException failure) => Fail(failure.Problem);

    /// <inheritdoc cref="Fail(ArchivistException)"/>
    internal void Fail(Problem problem) => Fail(problem, problem.Failure);

    /// <summary>Shows a problem as a failure of another kind than its own, such as one that counts less here.</summary>
    internal void Fail(Problem problem, Failure failure)
    {
        var (sentence, hint) = CommandLineMessages.Instance.Of(problem);
        lock (_gate)
        {
            ClearProgress();
            if (json)
            {
                Say(JsonSerializer.Serialize(
                    new ErrorRecord("error", failure.ToString(), ExitCode.Of(failure), problem.Code, problem.Subject, sentence, hint) { Details = (problem as BugFound)?.Details },
                    CliJson.Default.ErrorRecord));
                if (Lost is null)
                    return;
            }

            WriteError(Paint("31", "error: ") + Printable.Of(sentence.TrimEnd('.')) + "." + Environment.NewLine);
            if (hint is not null)
                WriteError("  " + Printable.Of(hint) + Environment.NewLine);
        }
    }

    public void Dispose()
    {
        lock (_gate)
            ClearProgress();
    }

    private void ClearProgress()
    {
        if (_progressShown)
            WriteError("\r\u001b[K");
        _progressShown = false;
    }

    /// <summary>A result that cannot be written is remembered and makes the exit code; the work itself goes on.</summary>
    private void Say(string text)
    {
        if (Lost is not null)
            return;
        try
        {
            (results ?? Console.Out).WriteLine(json ? text : Printable.Of(text));
        }
        catch (IOException cause)
        {
            Lost = cause;
        }
    }

    /// <summary>Progress and warnings that cannot be written are lost; a snapshot does not fail because its terminal is gone.</summary>
    private void WriteError(string text)
    {
        if (_areErrorsLost)
            return;
        try
        {
            (errors ?? Console.Error).Write(text);
        }
        catch (IOException)
        {
            _areErrorsLost = true;
        }
    }

    private string Paint(string code, string text) => _hasColour ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
