using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Shares of a key were never read back, or not for too long.</summary>
/// <param name="Set">The two words with which they begin.</param>
/// <param name="Due">How many of them.</param>
/// <param name="Shares">How many shares there are.</param>
/// <param name="IsFinished">Each was read back at least once.</param>
/// <param name="Days">After how many days a test is due again.</param>
public sealed record SharesNotTested(string Set, int Due, int Shares, bool IsFinished, int Days) : Problem(Failure.Findings, $"shares '{Set}'");
