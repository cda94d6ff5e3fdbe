using Archivist.Platform.Problems;

namespace Archivist.Messages.English;

/// <summary>The English of everything that a recovery environment can run into. Thread-safe.</summary>
public sealed class EnglishMessages : IMessageCatalogue
{
    /// <summary>The only instance.</summary>
    public static EnglishMessages Instance { get; } = new();

    /// <inheritdoc/>
    public Message Of(Problem problem) => Find(problem) ?? new Message($"{problem.Subject}: {problem.Code}");

    /// <inheritdoc/>
    public string Of(Cause cause) => CauseText.Of(cause);

    /// <summary>Null for a problem that only other front ends can run into.</summary>
    public static Message? Find(Problem problem) =>
        PlatformMessages.Find(problem)
            ?? RepositoryMessages.Find(problem)
            ?? KeysMessages.Find(problem)
            ?? ShareMessages.Find(problem)
            ?? LayoutMessages.Find(problem)
            ?? MachineMessages.Find(problem)
            ?? RestoreMessages.Find(problem)
            ?? ReplicasMessages.Find(problem)
            ?? ImagesMessages.Find(problem)
            ?? CorrectionMessages.Find(problem)
            ?? DiscsMessages.Find(problem)
            ?? DiscBuildingMessages.Find(problem)
            ?? RecoveryMessages.Find(problem);
}
