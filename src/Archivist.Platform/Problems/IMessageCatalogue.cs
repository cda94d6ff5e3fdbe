namespace Archivist.Platform.Problems;

/// <summary>The words for problems in one language. Thread-safe.</summary>
public interface IMessageCatalogue
{
    /// <summary>The message for a problem.</summary>
    Message Of(Problem problem);

    /// <summary>The words for a cause, as the end of a sentence without its full stop.</summary>
    string Of(Cause cause);
}
