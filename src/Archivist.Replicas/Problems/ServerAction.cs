namespace Archivist.Replicas.Problems;

/// <summary>The request to a server.</summary>
public enum ServerAction
{
    /// <summary>To send an object.</summary>
    Read,

    /// <summary>To keep an object.</summary>
    Write,

    /// <summary>To say whether it has an object, and how long that is.</summary>
    LookUp,

    /// <summary>To list the objects of a kind.</summary>
    List,

    /// <summary>To remove an object.</summary>
    Remove,

    /// <summary>To create a repository.</summary>
    Create,
}
