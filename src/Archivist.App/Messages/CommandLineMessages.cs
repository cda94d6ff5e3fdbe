using Archivist.Messages.English;
using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>English for the command line: every problem, with hints that name verbs and flags. Thread-safe.</summary>
internal sealed class CommandLineMessages : IMessageCatalogue
{
    /// <summary>The only instance.</summary>
    internal static CommandLineMessages Instance { get; } = new();

    /// <inheritdoc/>
    public Message Of(Problem problem)
    {
        var message = Find(problem) ?? EnglishMessages.Instance.Of(problem);
        return FindHint(problem) is { } hint ? message with { Hint = hint } : message;
    }

    /// <inheritdoc/>
    public string Of(Cause cause) => cause is Cause.Known(var problem) ? Of(problem).Sentence : CauseText.Of(cause);

    /// <summary>Null for a problem without words.</summary>
    internal static Message? Find(Problem problem) =>
        EnglishMessages.Find(problem)
            ?? CommandLineProblem.Find(problem)
            ?? FrontEndMessages.Find(problem)
            ?? CaptureMessages.Find(problem)
            ?? EvidenceMessages.Find(problem)
            ?? ShareMessages.Find(problem)
            ?? BuilderMessages.Find(problem)
            ?? DrillsMessages.Find(problem)
            ?? ReportsMessages.Find(problem)
            ?? OperationsMessages.Find(problem)
            ?? PeerMessages.Find(problem) ?? WitnessMessages.Find(problem)
            ?? SettingsMessages.Find(problem)
            ?? NotificationMessages.Find(problem)
            ?? WarningMessages.Find(problem)
            ?? DiscOperationMessages.Find(problem);

    private static string? FindHint(Problem problem) =>
        PlatformHints.Find(problem)
            ?? RepositoryHints.Find(problem)
            ?? CaptureHints.Find(problem)
            ?? RestoreHints.Find(problem)
            ?? ReplicasHints.Find(problem)
            ?? ImagesHints.Find(problem)
            ?? CorrectionHints.Find(problem)
            ?? DiscsHints.Find(problem)
            ?? EvidenceHints.Find(problem)
            ?? BuilderHints.Find(problem)
            ?? DrillsHints.Find(problem)
            ?? ReportsHints.Find(problem)
            ?? OperationsHints.Find(problem)
            ?? DiscOperationHints.Find(problem);
}
