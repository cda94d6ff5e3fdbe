namespace Archivist.Repository.Stores;

/// <summary>The capability of a store that is a directory of this machine.</summary>
public interface IDirectoryStore
{
    /// <summary>The directory of the repository, absolute; it need not exist yet.</summary>
    string Directory { get; }
}
