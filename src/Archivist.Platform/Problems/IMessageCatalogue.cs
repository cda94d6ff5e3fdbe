namespace Archivist.Platform.Problems;

/// <summary>The words for problems in one language. Thread-safe.</summary>
public interface IMessageCatalogue
{
    /// <summary>What to tell a person about a problem.</summary>
    Message Of(Problem problem);
}
