using Archivist.Images.Model;

namespace Archivist.Images.Udf;

/// <summary>The target of a symbolic link as UDF keeps it: path components (ECMA-167 4/14.16.1).</summary>
internal static class PathComponents
{
    private const byte Root = 2, Parent = 3, Current = 4, Name = 5;

    internal static byte[] Of(string target)
    {
        var bytes = new List<byte>(target.Length * 2);
        if (target[0] == '/')
            bytes.AddRange([Root, 0, 0, 0]);
        Span<byte> encoded = stackalloc byte[512];
        foreach (var part in DiscName.Readable(target).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is "." or "..")
            {
                bytes.AddRange([part is "." ? Current : Parent, 0, 0, 0]);
                continue;
            }

            var length = Cs0.Encode(Cs0.Fits(part) ? part : UdfNames.For([part])[0], encoded);
            bytes.AddRange([Name, (byte)length, 0, 0]);
            bytes.AddRange(encoded[..length]);
        }

        return [.. bytes];
    }
}
