using Archivist.Platform.Problems;

namespace Archivist.Recovery.Builder;

/// <summary>What the builder of the recovery environment is doing. The private constructor closes the set.</summary>
public abstract record BuildStep
{
    private BuildStep()
    {
    }

    /// <summary>Another process builds it; this one waits.</summary>
    public sealed record Waiting : BuildStep;

    /// <summary>apt does not know the packages, so the versions of the last build are used.</summary>
    public sealed record UsingLastVersions(Cause Cause) : BuildStep;

    /// <summary>apt updates its package lists.</summary>
    public sealed record UpdatingLists : BuildStep;

    /// <summary>Packages are downloaded; their size in bytes.</summary>
    public sealed record Fetching(int Packages, long Bytes) : BuildStep;

    /// <summary>Packages are unpacked.</summary>
    public sealed record Unpacking(int Packages) : BuildStep;

    /// <summary>The initial files are packed.</summary>
    public sealed record PackingInitialFiles : BuildStep;

    /// <summary>The file system on the disc is packed.</summary>
    public sealed record PackingSystem : BuildStep;

    /// <summary>The boot images are made.</summary>
    public sealed record MakingBootImages : BuildStep;
}
