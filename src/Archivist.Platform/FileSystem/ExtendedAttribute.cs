namespace Archivist.Platform.FileSystem;

/// <summary>One extended attribute; access control lists are among them.</summary>
public sealed record ExtendedAttribute(string Name, byte[] Value);
