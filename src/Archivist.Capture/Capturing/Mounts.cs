using System.Text;
namespace Archivist.Capture.Capturing;

/// <summary>The mounts that this process sees, at one moment. Immutable.</summary>
internal sealed class Mounts
{
    private readonly List<(byte[] Path, string Type)> _mounts = [];

    /// <summary>Reads them from the kernel; none where it does not tell.</summary>
    internal static Mounts Read()
    {
        try
        {
            return Parse(File.ReadAllBytes("/proc/self/mountinfo"));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Without /proc no directory's path can be asked either, and everything is read from the running system.
            return new Mounts();
        }
    }

    /// <summary>Reads the form of <c>/proc/self/mountinfo</c>; lines that are not in it are left out.</summary>
    internal static Mounts Parse(ReadOnlySpan<byte> text)
    {
        var mounts = new Mounts();
        // One character for each byte: paths need not be text.
        foreach (var line in Encoding.Latin1.GetString(text).Split('\n'))
        {
            // man 5 proc_pid_mountinfo: the mount point is the fifth field, the type the first one after a lone hyphen.
            var fields = line.Split(' ');
            var hyphen = Array.IndexOf(fields, "-");
            if (hyphen > 4 && hyphen + 1 < fields.Length)
                mounts._mounts.Add((Unescaped(fields[4]), fields[hyphen + 1]));
        }

        return mounts;
    }

    /// <summary>What is mounted below a directory, relative to it: names, each with a <c>/</c> before it.</summary>
    /// <param name="folder">Absolute, without links.</param>
    internal IEnumerable<byte[]> Below(byte[] folder) => _mounts.Select(mount => Relative(folder, mount.Path)).OfType<byte[]>().Where(path => path.Length > 0);

    /// <summary>The mount that a directory is in; of several at one place the last.</summary>
    /// <param name="folder">Absolute, without links.</param>
    internal (byte[] Path, string Type) Around(byte[] folder) =>
        _mounts.Where(mount => Relative(mount.Path, folder) is not null).Reverse().DefaultIfEmpty((Path: "/"u8.ToArray(), Type: "unknown")).MaxBy(mount => mount.Path.Length);

    /// <summary>A path relative to a directory, with a <c>/</c> before each name; empty for the directory itself, null for what is not inside it.</summary>
    internal static byte[]? Relative(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> path)
    {
        if (path.SequenceEqual(folder))
            return [];
        var above = folder.SequenceEqual("/"u8) ? [] : folder;
        return path.StartsWith(above) && path.Length > above.Length && path[above.Length] == '/' ? path[above.Length..].ToArray() : null;
    }

    /// <summary>Spaces, tabs, line feeds and backslashes are three octal digits behind a backslash.</summary>
    private static byte[] Unescaped(string field)
    {
        var path = new List<byte>(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 3 < field.Length)
            {
                path.Add(Convert.ToByte(field.Substring(i + 1, 3), 8));
                i += 3;
            }
            else
                path.Add((byte)field[i]);
        }

        return [.. path];
    }
}
