namespace Archivist.Images.Mapping;

/// <summary>Where a pair of path tables lies, and how long each is.</summary>
internal readonly record struct PathTables(uint Length, uint LittleEndianBlock, uint BigEndianBlock);
