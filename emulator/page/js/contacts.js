// Who has whom as a contact of WeCom (客户联系): what a member, and a customer, can do about it.

import { openMenu } from "./menus.js";
import { contact } from "./server.js";
import { attempt } from "./toast.js";
import { tool } from "./tool.js";

/** A member's button: a customer is added, or deleted again. */
export function contactTool(world, { userid }) {
  return tool("person", "客户", (event) => openMenu(event.currentTarget, "企业微信联系人", choices(world, userid)));
}

/** What a customer can do about those who have added them, as entries of a menu. */
export function deletions(world, { userid, contacts }) {
  return contacts
    .filter(({ deleted }) => !deleted)
    .map((each) => ({
      text: `删除企业微信联系人：${world.nameOf(each.userid)}`,
      choose: () => attempt(() => contact.delete(each.userid, userid, true)),
    }));
}

/** "孙班长加了企业微信", or nothing. */
export function addedBy(world, { contacts }) {
  const names = contacts.filter(({ deleted }) => !deleted).map(({ userid }) => world.nameOf(userid));
  return names.length ? `${names.join("、")}加了企业微信` : "";
}

function choices(world, member) {
  return [...world.customers.values()].map(({ userid, name, contacts }) => {
    const found = contacts.find((each) => each.userid.toLowerCase() === member);
    if (found && !found.deleted) {
      return { text: `删除${name}`, choose: () => attempt(() => contact.delete(member, userid)) };
    }
    return { text: `加${name}为联系人`, choose: () => attempt(() => contact.add(member, userid)) };
  });
}
