namespace Archivist.Discs.Sets;

/// <summary>A drive, or a path that stands for one, in which discs are exchanged.</summary>
public interface IDiscDrive
{
    /// <summary>Its name for display: the path of a drive or an image.</summary>
    string Place { get; }

    /// <summary>True for a medium that is never exchanged: it stays open while other discs are requested.</summary>
    bool IsFixed => false;

    /// <summary>Reading here and there takes long, as in a drive with a disc: what is read more than once is copied first, from front to back.</summary>
    bool IsSlow => false;

    /// <summary>
    /// What is there now; null when that is nothing, or nothing that can be read yet. Something that can be read and holds no repository is an
    /// <see cref="Platform.Problems.ArchivistException"/>.
    /// </summary>
    Task<FoundDisc?> OpenAsync(CancellationToken cancellationToken);
}
