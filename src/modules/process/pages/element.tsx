/** An element by its name, with the id of the model beside it unless `brief`; one that has no name by its id. */
export const Element = ({ id, name, brief }: { id: string; name: string | null | undefined; brief?: boolean }) =>
  name && name !== id ? (
    <>
      {name}
      {brief ? null : (
        <>
          {' '}
          <code>{id}</code>
        </>
      )}
    </>
  ) : (
    <code>{id}</code>
  )
