using Archivist.Correction.Rs03;
using Archivist.Discs.Catalogue;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;

namespace Archivist.Discs.Building;

/// <summary>Identifies the disc in an image or a drive by the record on it. Thread-safe.</summary>
public static class DiscIdentity
{
    /// <summary>The first that one of these images and drives names; null when none does.</summary>
    public static async Task<Guid?> FindAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            if (await FindAsync(path, cancellationToken) is { } id)
                return id;
        }

        return null;
    }

    /// <summary>The id that an image or a drive names; null when it has no record, or one that cannot be read any more.</summary>
    public static async Task<Guid?> FindAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var image = await ProtectedImage.OpenAsync(path, cancellationToken);
            return await FindAsync(image, path, cancellationToken);
        }
        catch (Exception e) when (e is ArchivistException or IOException)
        {
            return null;
        }
    }

    /// <summary>The id that an opened image names; null when it has no record.</summary>
    /// <exception cref="ArchivistException">The record is damaged.</exception>
    public static async Task<Guid?> FindAsync(DiscImage image, string path, CancellationToken cancellationToken)
    {
        if (image.Find(DiscRecordFile.PathOnDisc) is not { Kind: DiscEntryKind.File, Length: <= DiscRecordFile.LargestFile } file)
            return null;
        await using var stream = image.OpenFile(file);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, cancellationToken);
        return DiscRecordFile.Read(content.GetBuffer().AsSpan(0, (int)content.Length), path).Id;
    }
}
