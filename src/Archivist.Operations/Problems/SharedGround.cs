namespace Archivist.Operations.Problems;

/// <summary>What two copies share, by what was looked up. The private constructor closes the set.</summary>
public abstract record SharedGround
{
    private SharedGround()
    {
    }

    /// <summary>They lie on one file system.</summary>
    public sealed record FileSystem : SharedGround;

    /// <summary>They lie on one physical disk.</summary>
    /// <param name="Name">The kernel's name of it.</param>
    public sealed record Disk(string Name) : SharedGround;

    /// <summary>They lie in one bucket.</summary>
    /// <param name="Name">Its name.</param>
    public sealed record Bucket(string Name) : SharedGround;

    /// <summary>One access key opens both.</summary>
    public sealed record AccessKey : SharedGround;

    /// <summary>They are on one server.</summary>
    /// <param name="Name">Its name.</param>
    public sealed record Host(string Name) : SharedGround;

    /// <summary>The names of their servers lead to one network address.</summary>
    /// <param name="Text">That address.</param>
    public sealed record Address(string Text) : SharedGround;

    /// <summary>Their servers show one certificate.</summary>
    public sealed record Certificate : SharedGround;
}
