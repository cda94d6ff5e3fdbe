using Archivist.Messages.English;
using Archivist.Platform.Problems;

namespace Archivist.Messages.German;

/// <summary>The German of everything that a recovery environment can run into; English where a word is missing. Thread-safe.</summary>
public sealed class GermanMessages : IMessageCatalogue
{
    /// <summary>The only instance.</summary>
    public static GermanMessages Instance { get; } = new();

    /// <inheritdoc/>
    public Message Of(Problem problem) => Find(problem) ?? EnglishMessages.Instance.Of(problem);

    /// <inheritdoc/>
    public string Of(Cause cause) => CauseText.Of(cause);

    /// <summary>Null for a problem without German words.</summary>
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
