using System.Runtime.InteropServices;
using System.Text;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;

namespace Archivist.Platform.FileSystem;

internal sealed partial class Folder
{
    /// <summary>The kernel gives no value, and no list of names, that is longer (XATTR_SIZE_MAX, XATTR_LIST_MAX).</summary>
    private const int LongestAttribute = 64 * 1024;

    private const int TooSmall = 34;

    /// <summary>All extended attributes of an entry, in the file system's order as restic keeps it; none where the file system has none.</summary>
    /// <exception cref="ArchivistException"><see cref="AttributesLost"/>.</exception>
    internal IReadOnlyList<ExtendedAttribute> AttributesOf(FileName name) => AttributesOf(name, out var lost) is var attributes && lost is []
        ? attributes
        : throw new ArchivistException(new AttributesLost(name.ToString(), lost));

    /// <summary>The extended attributes of an entry that can be read and expressed.</summary>
    /// <param name="name">The entry.</param>
    /// <param name="lost">What is missing from the result, and why; empty when it is complete.</param>
    internal IReadOnlyList<ExtendedAttribute> AttributesOf(FileName name, out IReadOnlyList<AttributeLoss> lost)
    {
        lost = [];
        Span<byte> path = stackalloc byte[64 + name.Bytes.Length];
        WriteProcPath(name, path);
        // The ordinary case allocates nothing.
        Span<byte> few = stackalloc byte[256];
        var length = Libc.ListAttributes(path[0], ref few[0], (nuint)few.Length);
        if (length == 0)
            return [];
        List<byte[]> names;
        try
        {
            names = length > 0 ? Split(few[..(int)length]) : ListAttributes(path, name);
        }
        catch (NativeIOException cause)
        {
            lost = [new AttributeLoss.NotListed(cause.Error)];
            return [];
        }

        var attributes = new List<ExtendedAttribute>(names.Count);
        List<AttributeLoss>? losses = null;
        foreach (var attribute in names)
        {
            var text = Encoding.UTF8.GetString(attribute.AsSpan()[..^1]);
            if (!System.Text.Unicode.Utf8.IsValid(attribute))
                (losses ??= []).Add(new AttributeLoss.NameNotUtf8(new FileName(attribute[..^1]).ToString()));
            else if (TryReadAttribute(path, attribute, out var value, out var error))
                attributes.Add(new ExtendedAttribute(text, value));
            else if (error != Libc.NoAttribute)
                (losses ??= []).Add(new AttributeLoss.NotRead(text, error));
        }

        if (losses is not null)
            lost = losses;
        return attributes;
    }

    /// <summary>The names of all attributes, each with its NUL; none where there is no such entry, or attributes are not supported.</summary>
    private static List<byte[]> ListAttributes(ReadOnlySpan<byte> path, FileName name)
    {
        for (var size = 4096; ; size = LongestAttribute)
        {
            var list = new byte[size];
            var length = Libc.ListAttributes(path[0], ref list[0], (nuint)list.Length);
            if (length >= 0)
                return Split(list.AsSpan(0, (int)length));
            var error = Marshal.GetLastPInvokeError();
            if (error is Libc.NotSupported or Libc.NotFound)
                return [];
            if (error != TooSmall || size == LongestAttribute)
                throw new NativeIOException(name.ToString(), error);
        }
    }

    private static List<byte[]> Split(ReadOnlySpan<byte> list)
    {
        var names = new List<byte[]>();
        while (!list.IsEmpty)
        {
            var end = list.IndexOf((byte)0);
            names.Add(list[..(end + 1)].ToArray());
            list = list[(end + 1)..];
        }

        return names;
    }

    private static bool TryReadAttribute(ReadOnlySpan<byte> path, byte[] attribute, out byte[] value, out int error)
    {
        for (var size = 256; ; size = LongestAttribute)
        {
            value = new byte[size];
            var length = Libc.GetAttribute(path[0], attribute[0], ref value[0], (nuint)value.Length);
            error = length >= 0 ? 0 : Marshal.GetLastPInvokeError();
            if (length >= 0)
                value = value[..(int)length];
            if (length >= 0 || error != TooSmall || size == LongestAttribute)
                return length >= 0;
        }
    }
}
