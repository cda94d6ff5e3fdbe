using Archivist.Platform.FileSystem;
using Archivist.Repository.Trees;

namespace Archivist.Restore.Restoring;

/// <summary>A directory on the way to what is restored; it is made when the first thing in it is, or when it is wanted itself.</summary>
internal sealed class RestoredFolder(RestoredFolder? above, Node? node, byte[] path, Folder? handle) : IDisposable
{
    internal RestoredFolder? Above => above;

    /// <summary>Null for the target.</summary>
    internal Node? Node => node;

    /// <summary>Below the target, each name with a <c>/</c> before it.</summary>
    internal byte[] Path => path;

    /// <summary>Null until it is made, and in a dry run where it is not there.</summary>
    internal Folder? Handle { get; set; } = handle;

    /// <summary>It was made, or found there, or would have been.</summary>
    internal bool IsMade { get; set; }

    /// <summary>No one else has put anything into it.</summary>
    internal bool IsNew { get; set; }

    /// <summary>The existing directory and its metadata are left unchanged.</summary>
    internal bool IsKept { get; set; }

    /// <summary>It was captured with all that was in it, rather than as a step on the way to a source.</summary>
    internal bool IsCaptured { get; init; }

    /// <summary>What is made in it gets rights from its default ACL.</summary>
    internal bool GivesRights { get; set; }

    /// <summary>Something is mounted here.</summary>
    internal bool IsMountPoint { get; set; }

    public void Dispose() => Handle?.Dispose();
}
