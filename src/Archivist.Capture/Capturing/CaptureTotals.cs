using Archivist.Repository.Packs;

namespace Archivist.Capture.Capturing;

/// <summary>The numbers of entries and bytes that a capture has seen and stored so far.</summary>
/// <param name="Files">Regular files.</param>
/// <param name="Folders">Folders.</param>
/// <param name="Others">Links, devices, pipes and sockets.</param>
/// <param name="UnchangedFiles">Files that were taken over from the parent without reading.</param>
/// <param name="Bytes">Bytes of all files.</param>
/// <param name="Written">New blobs and bytes.</param>
public readonly record struct CaptureTotals(
    long Files, long Folders, long Others, long UnchangedFiles, long Bytes, WriteTotals Written);
