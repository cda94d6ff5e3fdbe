using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Archives;

/// <summary>The place of a repository that is to be created.</summary>
internal static class FreePlace
{
    /// <summary>Refuses a place that has a repository, and one inside a repository. Nothing is written.</summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Failed"/>: <see cref="RepositoryExists"/>; <see cref="Failure.Usage"/>: <see cref="PlaceInsideRepository"/>.
    /// </exception>
    internal static async Task RequireAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        if (await store.FindLengthAsync(ObjectName.Configuration, cancellationToken) is not null)
            throw new ArchivistException(new RepositoryExists(store.Location));
        if (store.Find<IDirectoryStore>() is { Directory: var directory } && RepositoryFolder.FindAbove(Path.TrimEndingDirectorySeparator(directory)) is { } around)
            throw new ArchivistException(new PlaceInsideRepository(store.Location, around));
    }
}
