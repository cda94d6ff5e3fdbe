namespace Archivist.Platform.Problems;

/// <summary>What of an entry's attributes cannot be read or expressed. The private constructor closes the set. Immutable.</summary>
public abstract record AttributeLoss
{
    private AttributeLoss()
    {
    }

    /// <summary>The extended attributes cannot be listed.</summary>
    /// <param name="Error">The errno of errno(3).</param>
    public sealed record NotListed(int Error) : AttributeLoss;

    /// <summary>The name of an extended attribute is not UTF-8, which the format requires.</summary>
    /// <param name="Name">The name, escaped for display.</param>
    public sealed record NameNotUtf8(string Name) : AttributeLoss;

    /// <summary>An extended attribute cannot be read.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Error">The errno of errno(3).</param>
    public sealed record NotRead(string Name, int Error) : AttributeLoss;

    /// <summary>The flags immutable or append-only are set, which the format cannot express.</summary>
    public sealed record Flags : AttributeLoss;
}
