namespace Archivist.Discs.Sets;

/// <summary>A place where discs come and go.</summary>
public interface IDiscDrive
{
    /// <summary>What people call it: the path of a drive or an image.</summary>
    string Place { get; }

    /// <summary>Nobody exchanges what is there: it stays open while other discs are asked for.</summary>
    bool IsFixed => false;

    /// <summary>Reading here and there takes long, as in a drive with a disc: what is read more than once is copied first, from front to back.</summary>
    bool IsSlow => false;

    /// <summary>
    /// What is there now; null when that is nothing, or nothing that can be read yet. Something that can be read and holds no repository is an
    /// <see cref="Platform.Problems.ArchivistException"/>.
    /// </summary>
    Task<FoundDisc?> OpenAsync(CancellationToken cancellationToken);
}
