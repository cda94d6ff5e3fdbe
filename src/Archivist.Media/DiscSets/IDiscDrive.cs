namespace Archivist.Media.DiscSets;

/// <summary>A place where discs come and go.</summary>
public interface IDiscDrive
{
    /// <summary>What people call it: the path of a drive or an image.</summary>
    string Place { get; }

    /// <summary>
    /// What is there now; null when that is nothing, or nothing that can be read yet. Something that can be read and holds no repository is an
    /// <see cref="Repository.ArchivistException"/>.
    /// </summary>
    Task<FoundDisc?> OpenAsync(CancellationToken cancellationToken);
}
