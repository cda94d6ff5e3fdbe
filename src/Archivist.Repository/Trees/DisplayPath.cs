using Archivist.Platform.Files;

namespace Archivist.Repository.Trees;

/// <summary>Paths as bytes, and as people read them.</summary>
public static class DisplayPath
{
    /// <summary>The path with every name escaped as <see cref="FileName.ToString"/> does it.</summary>
    /// <param name="path">Names, each with a <c>/</c> before it; empty for the root.</param>
    public static string Of(ReadOnlySpan<byte> path) => new FileName(path.ToArray()).ToString();

    /// <summary>The path of an entry inside a directory.</summary>
    public static byte[] Join(ReadOnlySpan<byte> folder, FileName name)
    {
        var path = new byte[folder.Length + 1 + name.Bytes.Length];
        folder.CopyTo(path);
        path[folder.Length] = (byte)'/';
        name.Bytes.CopyTo(path.AsSpan(folder.Length + 1));
        return path;
    }

    /// <summary>The bytes of an absolute path without a <c>/</c> at its end; empty for the root.</summary>
    public static byte[] OfText(string path) => PathText.BytesOf(path.TrimEnd('/'));
}
