
namespace Archivist.Repository.Stores;

/// <summary>The kinds of file that a repository is made of (restic design, "Repository Layout").</summary>
public enum ObjectKind
{
    /// <summary>The one configuration file; its name carries no id.</summary>
    Configuration,

    /// <summary>A key file, readable without a key.</summary>
    Key,

    /// <summary>A pack of sealed blobs.</summary>
    Pack,

    /// <summary>Which blobs are in which packs.</summary>
    Index,

    /// <summary>The state of the sources at one moment.</summary>
    Snapshot,

    /// <summary>Says who is working on the repository.</summary>
    Lock,
}
