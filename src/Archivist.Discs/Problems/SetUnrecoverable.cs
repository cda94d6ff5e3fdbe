using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>More slices of a set are missing than its recovery discs give back.</summary>
public sealed record SetUnrecoverable(string Set, int Missing, int RecoverySlices) : Problem(Failure.DataLoss, Set);
