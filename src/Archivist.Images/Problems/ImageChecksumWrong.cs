using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>The bytes before a checksum tag are not those that were written.</summary>
/// <param name="Kind">The kind of tag.</param>
/// <param name="Offset">Where the tag is, in bytes from the start of the image.</param>
/// <param name="Blocks">The blocks before it that it covers.</param>
public sealed record ImageChecksumWrong(string Kind, long Offset, long Blocks) : Problem(Failure.MediumFailed, Kind);
