namespace Archivist.Recovery.Builder;

/// <summary>One file that a disc must carry to boot.</summary>
/// <param name="PathOnDisc">Where it lies on the disc, without a leading slash.</param>
/// <param name="LocalPath">Where it was built.</param>
public sealed record EnvironmentFile(string PathOnDisc, string LocalPath);
