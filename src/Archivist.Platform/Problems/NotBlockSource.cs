namespace Archivist.Platform.Problems;

/// <summary>A block source is neither a file nor a block device.</summary>
public sealed record NotBlockSource(string Path) : Problem(Failure.Usage, Path);
