namespace Archivist.Platform.Problems;

/// <summary>What should be captured in blocks is neither a file nor a block device.</summary>
public sealed record NotBlockSource(string Path) : Problem(Failure.Usage, Path);
