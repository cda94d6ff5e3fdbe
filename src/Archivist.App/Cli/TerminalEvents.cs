using Archivist.App.Messages;
using Archivist.Discs.Sets;
using Archivist.Operations.Events;
using Archivist.Platform.Text;

namespace Archivist.App.Cli;

/// <summary>Renders the events of an operation as text or JSON, and asks its questions on the terminal. Thread-safe.</summary>
/// <param name="output">Where to speak.</param>
/// <param name="clock">Times the wait for discs.</param>
internal sealed class TerminalEvents(Output output, TimeProvider clock) : IOperationEvents
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(10);

    /// <summary>Standard input is captured or is a list of sources, and so cannot be a password.</summary>
    internal bool IsInputTaken { get; set; }

    /// <inheritdoc/>
    public TimeSpan? ProgressPace => !output.ShowsProgress ? null : output.IsTerminal ? OnTerminal : Elsewhere;

    /// <inheritdoc/>
    public void Report(OperationEvent happened)
    {
        switch (happened)
        {
            case OperationEvent.Noted(var notice):
                output.Note(NoticeWords.Of(notice));
                break;
            case OperationEvent.Progress progress when output.IsTerminal:
                output.Progress(ProgressLine.Of(progress));
                break;
            case OperationEvent.Progress progress:
                output.Note(ProgressLine.Of(progress));
                break;
            case OperationEvent.Warning { IsOnce: true } warning:
                output.WarnOnce(NoticeWords.InFull(warning.Problem));
                break;
            case OperationEvent.Warning warning:
                output.Warn(NoticeWords.InFull(warning.Problem));
                break;
            case OperationEvent.LatestIsInDoubt(var doubt):
                var (sentence, hint) = CommandLineMessages.Instance.Of(doubt.Problem);
                var text = $"{sentence}. {hint}";
                output.Warn(
                    text,
                    new LatestWarningRecord(
                        "warning", "latest", text, doubt.ByDate.Id.ToString(), doubt.ByLedger?.Id.ToString(), doubt.ByArrival?.Id.ToString(), doubt.IsAhead),
                    static json => json.LatestWarningRecord);
                break;
            case OperationEvent.Failed(var failure):
                output.Fail(failure);
                break;
            case OperationEvent.Replicated replicated:
                Show(replicated);
                break;
        }
    }

    /// <inheritdoc/>
    public ValueTask<Answer> AskAsync(Question question, CancellationToken cancellationToken)
    {
        switch (question)
        {
            case Question.Overwrite overwrite:
                return new(DeviceConfirmation.Ask(overwrite.Device, overwrite.Medium, overwrite.Confirmed) ? new Answer.Yes() : new Answer.No());
            case Question.Retire retire:
                return new(RetirementConfirmation.Ask(retire.Replica, retire.Address) ? new Answer.Yes() : new Answer.No());
            case Question.NewPassword { IsFirst: true }:
                return new(new Answer.Secret(Password.AskForNew("Password for the new repository: ")));
            case Question.NewPassword:
                return new(new Answer.Secret(Password.AskForNew("New password: ")));
            case Question.Password password:
                RequireFreeInput();
                return new(new Answer.Secret(Password.Ask(password.Of is { } place ? $"Password of {place}: " : "Password: ")));
            case Question.Share share:
                return new(new Answer.Secret(Password.AskForShare(share.Number)));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <inheritdoc/>
    public IDiscRequests RequestDiscs(TimeSpan? wait)
    {
        var takesKeys = !Console.IsInputRedirected && !output.IsJson;
        return new TerminalDiscs(output, clock, wait ?? (takesKeys ? null : TimeSpan.Zero), takesKeys);
    }

    /// <summary>Standard input cannot be both the password and what is captured.</summary>
    private void RequireFreeInput()
    {
        if (Console.IsInputRedirected && IsInputTaken)
            throw CommandLineProblem.Usage("standard input is what is captured, so the password cannot come from there", "Give the password with --password-file.");
    }

    private void Show(OperationEvent.Replicated replicated)
    {
        var result = replicated.Result;
        output.Show(
            new ReplicatedRecord(
                "replicated", replicated.Name, replicated.Location, result.ObjectsCopied, result.BytesCopied, result.ObjectsPresent,
                result.ObjectsReplaced, result.BytesTotal, replicated.Elapsed.TotalSeconds),
            static json => json.ReplicatedRecord,
            record => $"Replica {record.Replica}: {Quantity.Count(record.ObjectsCopied, "object", "objects")} copied ({Quantity.Bytes(record.BytesCopied)}), "
                + $"{record.ObjectsPresent:#,0} were there, {Quantity.Bytes(record.BytesTotal)} in all, in {Quantity.Duration(replicated.Elapsed)}");
    }
}
