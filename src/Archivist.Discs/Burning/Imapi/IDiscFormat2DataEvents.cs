using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Archivist.Discs.Burning.Imapi;

/// <summary>DDiscFormat2DataEvents: IMAPI calls it, through the table and not through IDispatch, a few times a second.</summary>
[GeneratedComInterface(StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(BStrStringMarshaller))]
[Guid("2735413C-7F64-5B0F-8F00-5D77AFBE261E")]
internal partial interface IDiscFormat2DataEvents : IDispatch
{
    /// <summary>Pointers to IDiscFormat2Data and IDiscFormat2DataEventArgs, both as IDispatch.</summary>
    [PreserveSig]
    int Update(nint writer, nint progress);
}
