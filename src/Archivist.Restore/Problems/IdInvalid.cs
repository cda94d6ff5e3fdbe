using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>The text is not the beginning of an id: hexadecimal digits.</summary>
public sealed record IdInvalid(string Text) : Problem(Failure.Usage, Text);
