namespace Archivist.Images.Model;

/// <summary>The sizes of an image, known before a byte is read or written.</summary>
/// <param name="Length">Bytes of the whole image, a multiple of the alignment.</param>
/// <param name="MetadataLength">Bytes in front of the first file.</param>
/// <param name="ContentLength">Bytes of all files together, without padding.</param>
/// <param name="Files">Number of files.</param>
/// <param name="Folders">Number of directories, with the root.</param>
public sealed record ImagePlan(long Length, long MetadataLength, long ContentLength, int Files, int Folders);
