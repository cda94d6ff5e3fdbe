using Archivist.Discs.Catalogue;

namespace Archivist.App.Cli;

/// <summary>The outcome of a reading as it is named in records.</summary>
internal static class OutcomeWord
{
    internal static string Of(DiscReadingOutcome outcome) => outcome.ToString().ToLowerInvariant();
}
