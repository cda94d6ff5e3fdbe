namespace Archivist.Capture.Capturing;

/// <summary>A file that is on no disk. Immutable.</summary>
/// <param name="Path">Relative to its <see cref="MadeUpFolder"/>, with <c>/</c>, every part a name that can be restored.</param>
/// <param name="Content">Its bytes.</param>
public sealed record MadeUpFile(string Path, ReadOnlyMemory<byte> Content);
