using System.Text;
using Archivist.Images.Iso9660;
using Archivist.Images.Mapping;
using Archivist.Images.Model;

namespace Archivist.Images.Udf;

/// <summary>
/// Names for UDF: 254 characters of one byte or 127 of two (ECMA-167 4/14.4.4 with UDF 1.02 2.1.1).
/// A longer one is cut and marked by a checksum of the whole name, as UDF 1.02 4.2.2.1 has it.
/// </summary>
internal static class UdfNames
{
    private const int MaxExtension = 5;

    /// <summary>Gives every child a name that is unique among its siblings.</summary>
    internal static void Assign(List<TreeNode> children)
    {
        foreach (var child in children)
        {
            var name = DiscName.Readable(child.Name);
            if (!Cs0.Fits(name) || !ReferenceEquals(name, child.Name))
            {
                // One name that cannot be kept decides about all of its directory.
                var names = For(children.ConvertAll(sibling => sibling.Name));
                for (var i = 0; i < names.Length; i++)
                    children[i].UdfName = names[i];
                return;
            }

            child.UdfName = name;
        }
    }

    /// <summary>
    /// What each of these siblings, named as in Rock Ridge, is called in UDF; the same siblings in the same order give the same names. Names that UDF
    /// can hold as they are keep them, whatever else would become the same.
    /// </summary>
    internal static string[] For(IReadOnlyList<string> siblings)
    {
        var names = new string[siblings.Count];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = DiscName.Readable(siblings[i]);
            if (ReferenceEquals(names[i], siblings[i]))
                taken.Add(names[i]);
        }

        for (var i = 0; i < names.Length; i++)
        {
            var isKept = ReferenceEquals(names[i], siblings[i]);
            if (!Cs0.Fits(names[i]) || (!isKept && !taken.Add(names[i])))
                names[i] = Shortened(names[i], taken);
        }

        return names;
    }

    private static string Shortened(string name, HashSet<string> taken)
    {
        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && name.Length - dot <= MaxExtension + 1 ? name[dot..] : "";
        var checksum = Crc.Itu(Encoding.BigEndianUnicode.GetBytes(name));
        for (var attempt = 0; ; attempt++)
        {
            var suffix = (attempt == 0 ? $"#{checksum:X4}" : $"#{checksum:X4}~{attempt:X}") + extension;
            var stem = name[..^extension.Length];
            while (!Cs0.Fits(stem + suffix))
                stem = UniqueNames.Cut(stem, stem.Length - 1);
            if (taken.Add(stem + suffix))
                return stem + suffix;
        }
    }
}
